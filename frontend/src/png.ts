/** The picture as PNG: the page's SVG file, painted by the browser. */

const SCALE = 2;
/** Pixels a side that every browser can paint. */
const MOST = 8192;

/** Puts a button for PNG after the link to the SVG file of a picture, where there is one and the server makes no PNG. */
export function offerPng(figure: HTMLElement, label: string): void {
  const file = figure.querySelector<HTMLAnchorElement>('figcaption a[href*=".svg"]');
  if (!file || figure.querySelector('figcaption a[href*=".png"]')) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link", textContent: label });
  button.addEventListener("click", () => {
    void paint(file.href).then(
      (made) => save(made, nameOf(file.href)),
      () => location.assign(file.href), // what cannot be painted can be had as it is
    );
  });
  file.after(" ", button);
}

async function paint(address: string): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(SCALE, MOST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.round(image.naturalWidth * scale), height: Math.round(image.naturalHeight * scale) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!made) throw new Error("the picture is too large to be painted");
  return made;
}

function save(made: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The name of the file, from the last parts of its address. */
export function nameOf(address: string): string {
  const path = decodeURIComponent(new URL(address).pathname).replace(/\.svg$/, "");
  return `${path.split("/").filter(Boolean).slice(-3).join("-")}.png`;
}
