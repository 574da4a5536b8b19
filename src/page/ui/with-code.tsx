/** Plain text with code between backticks, as in Markdown. */
export function WithCode({ text }: { readonly text: string }) {
  const pieces = text.split(/`([^`]+)`/);
  return (
    <>{pieces.map((piece, index) => (index % 2 === 1 ? <code key={`${index}`}>{piece}</code> : piece))}</>
  );
}
