// The answer while one types: the page itself is fetched, and its answer put in place; without this, Enter does it.
const form = document.querySelector("form[data-live]");
const field = form?.querySelector("input[type=search]");
let timer, asked;

async function answer() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value.trim()) address.searchParams.append(name, value.trim());
  const place = document.querySelector(form.dataset.live);
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await fetch(address, { signal: asked.signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector(form.dataset.live);
    if (!found) return;
    place.replaceChildren(...found.childNodes);
    document.title = page.title;
    // A region that was there before is read out when its words change; one that comes with the answer is not.
    document.querySelector("#said").textContent = place.querySelector(".overall")?.textContent ?? "";
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

field?.addEventListener("input", () => {
  clearTimeout(timer);
  // A record named by hand: the facts that were said of the one before are not said of it.
  for (const fact of form.querySelectorAll("input[name^='fact.']")) fact.remove();
  if (field.value.trim().length > 2) timer = setTimeout(answer, 250);
});
