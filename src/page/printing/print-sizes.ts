/** The usual zoom of figures and cells on paper, as in print.css. */
export const USUAL_ZOOM = 0.86;

/** The width of the text on paper, as in print.css. */
export const COLUMN = "134mm";
