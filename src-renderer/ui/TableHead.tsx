/** The head of a table: its columns' names. */
export function TableHead({ columns }: { readonly columns: readonly string[] }) {
  return (
    <thead>
      <tr className="text-left text-muted">
        {columns.map((name) => (
          <th key={name} scope="col" className="border-b border-line py-1 pr-4 font-medium">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
