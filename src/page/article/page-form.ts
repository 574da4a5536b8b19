/** Where a page is: on a site, in a folder that needs no server, or in a file of its own. */
export type PageForm = "site" | "folder" | "file";
