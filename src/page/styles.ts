/** The page's style sheets, in the order in which they build on each other. */
import "./tokens.css";
import "./looks/fonts.css";
import "katex/dist/katex.css";
import "./looks/page.css";
import "./looks/article.css";
import "./looks/cell.css";
import "./looks/output.css";
import "./looks/print.css";
