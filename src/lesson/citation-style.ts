/** How a course cites literature: *LeCun et al. (1998)*, or *LeCun et al. [1]*. */
export const CITATION_STYLES = ["author-year", "numeric"] as const;

export type CitationStyle = (typeof CITATION_STYLES)[number];
