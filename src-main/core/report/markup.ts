/** Text for a page: never markup, whatever stands in it. Line breaks stay. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br>');
}

/** `heads` are texts, `rows` are cells of markup. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], className = ''): string {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<table${className === '' ? '' : ` class="${className}"`}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A part of the page with its heading; `content` is markup. */
export function part(title: string, content: string, className = ''): string {
  return `<section${className === '' ? '' : ` class="${className}"`}><h2>${escape(title)}</h2>${content}</section>`;
}

/** Names and what they stand for, both texts; entries without a value are left out. */
export function pairs(entries: readonly (readonly [string, string])[]): string {
  const shown = entries.filter(([, value]) => value.trim() !== '');
  return `<dl>${shown.map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`).join('')}</dl>`;
}

export function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}
