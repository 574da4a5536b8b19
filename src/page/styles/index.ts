/**
 * The page's style sheets, each beside its component. They are listed here, not imported by the components, because
 * some components run only while a page is prerendered. The editor and the figures bring their own when they are loaded.
 */
import "./layers.css";
import "./tokens.css";
import "./fonts.css";
import "./base.css";
import "katex/dist/katex.css";
import "./math.css";
import "../article/block-view.css";
import "../article/callout-view.css";
import "../article/contents.css";
import "../article/exercise-view.css";
import "../article/figure-view.css";
import "../article/index-page.css";
import "../article/lesson-page.css";
import "../article/listing-view.css";
import "../article/page-shell.css";
import "../article/problem-view.css";
import "../article/prose.css";
import "../cells/cell-menu.css";
import "../cells/cell-view.css";
import "../cells/changes-view.css";
import "../cells/code-tabs.css";
import "../cells/code-view.css";
import "../outputs/check-view.css";
import "../outputs/error-view.css";
import "../outputs/image-view.css";
import "../outputs/inspect-view.css";
import "../outputs/numbers-table.css";
import "../outputs/outputs-view.css";
import "../outputs/plot-view.css";
import "../outputs/progress-view.css";
import "../outputs/table-view.css";
import "../outputs/text-view.css";
import "../outputs/training-chart.css";
import "../outputs/training-view.css";
import "../options/options.css";
import "../shell/badge.css";
import "../shell/more-menu.css";
import "../shell/notices.css";
import "../shell/toolbar.css";
import "../ui/dialog.css";
import "../work/review-banner.css";
import "./print.css";
