package freshet.evaluate;

import freshet.cooccurrence.CooccurrenceSettings;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.recommend.RecommendSettings;

/** The settings that decide what is learned and what is answered. */
public record ReplaySettings(
    ProfileSettings profile,
    CooccurrenceSettings cooccurrence,
    PopularitySettings popularity,
    RecommendSettings recommend) {}
