package freshet.http.experiment;

import freshet.recommend.impression.Engagement;
import freshet.recommend.impression.SlateLog;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where it goes what users are shown, and what comes of it.
 *
 * @param log where slates are noted
 * @param model version of the model that answers here now, if one does
 * @param engagement what is counted
 */
public record Impressions(SlateLog log, Supplier<Optional<String>> model, Engagement engagement) {
  /** Nothing is noted, and nothing is counted. */
  public static final Impressions NONE = new Impressions(SlateLog.NONE, Optional::empty, Map::of);
}
