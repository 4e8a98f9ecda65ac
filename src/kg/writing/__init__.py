"""How plans are changed from outside: keys, parcels, a trial of each change, earlier states, and a log of all of it."""
