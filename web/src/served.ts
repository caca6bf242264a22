/** What the pages of a server load: the same screens, in the place of pages that answer without them. */

import { byPaths } from "./screens/address.ts";
import { arrive, attend, draw } from "./screens/router.ts";
import { fetched } from "./served/maps.ts";
import { tellNews } from "./served/news.ts";
import { canShow, followForms, followLinks, keepingWhatIsWritten } from "./served/taking_over.ts";

byPaths();
const first = await fetched().catch(() => null); // then the pages go on without a script
if (first !== null) {
  let { held } = first;
  followLinks((url) => canShow(held, url));
  followForms((url) => canShow(held, url));
  const isShown = (): boolean => {
    if (!canShow(held, window.location)) return false;
    try {
      draw(held);
    } catch (error) {
      console.error(error);
      return false; // the page of the server has an answer
    }
    return true;
  };
  const show = (): void => (isShown() ? arrive() : window.location.reload());
  window.addEventListener("popstate", show);
  keepingWhatIsWritten(isShown);
  attend();
  tellNews(first, (newer) => {
    held = newer.held;
    if (!isShown()) window.location.reload();
  });
}
