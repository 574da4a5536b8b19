/** The page's style sheets, in the order in which they build on each other. */
import "./tokens.css";
import "./fonts.css";
import "katex/dist/katex.css";
import "./page.css";
import "./article.css";
import "./cell.css";
import "./output.css";
import "./print.css";
