export const saving = {
  cannotSave: "This browser can't save your work on this page. Your edits will be lost when you close it.",
};
