"""Made-up municipalities, the same for the same seed: plans, boards, inventories, planted faults and the answers."""
