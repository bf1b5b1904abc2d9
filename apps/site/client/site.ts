/** What every page does. Each part leaves the page as it is where it cannot work. */

import { addCopyButtons } from "./copy_buttons.ts";
import { keepOffline } from "./keep_offline.ts";
import { setUpMenus } from "./menus.ts";
import { setUpScheme } from "./scheme.ts";
import { setUpSearch } from "./search.ts";

setUpScheme();
setUpMenus();
setUpSearch();
addCopyButtons();
keepOffline();
