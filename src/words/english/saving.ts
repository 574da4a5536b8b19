export const saving = {
  cannotSave: (isFull: boolean): string =>
    isFull
      ? "This browser can't save your work on this page, since its storage is full. Free some space: the page tries again by itself. Or download your work before you close the page, so that nothing is lost."
      : "This browser can't save your work on this page. Download it before you close the page, so that nothing is lost.",
};
