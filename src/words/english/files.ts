export const files = {
  handed: (name: string) => `${name} was handed to the browser.`,
};
