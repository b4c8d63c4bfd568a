package freshet.http;

import freshet.event.Admission;
import freshet.event.InteractionLog;
import freshet.event.ItemLog;
import freshet.http.experiment.Impressions;
import freshet.http.health.Readiness;
import freshet.http.person.Persons;
import freshet.http.position.Positions;
import freshet.recommend.Catalogue;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
import java.time.Clock;

/** What the server answers from and writes to. */
public record Backend(
    Recommendations recommendations,
    Catalogue catalogue,
    InteractionLog interactions,
    ItemLog items,
    Admission admission,
    Readiness readiness,
    Presets presets,
    Impressions impressions,
    Clock clock,
    Persons persons,
    Positions positions) {}
