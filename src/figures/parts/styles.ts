/** The style sheets of all parts: one chunk, loaded with the first figure. */
import "./figure.css";
import "./controls/controls.css";
import "./grid/grid.css";
import "./image/image.css";
import "./player/player.css";
import "./text/text.css";
