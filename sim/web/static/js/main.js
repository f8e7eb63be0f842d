// Puts a screen together from its parts. What a role does not have finds nothing on the page.
import { start as live, onRefresh } from "./live.js";
import { start as clock } from "./clock.js";
import { start as dialogs } from "./dialog.js";
import { start as forms } from "./form.js";
import { start as keys } from "./keys.js";
import { start as filters, apply as applyFilters } from "./filter.js";
import { start as orders } from "./orders.js";
import { start as poll } from "./poll.js";
import { start as ladder } from "./ladder.js";
import { start as forecast } from "./forecast.js";
import { start as queue } from "./queue.js";
import { start as timeline } from "./timeline.js";
import { start as desk } from "./desk.js";
import { start as host } from "./host.js";
import { start as tour } from "./tour.js";

const role = document.body.dataset.role;
dialogs();
forms();
keys();
filters();
clock();
ladder();
if (role === "seat") { orders(); poll(); forecast(); }
if (role === "desk") { queue(); timeline(); desk(); forecast(); }
if (role === "host") host();
if (role === "seat" || role === "desk") tour();
onRefresh(applyFilters);
if (role !== "host" && role !== "after") live();
document.body.dataset.ready = "1";
