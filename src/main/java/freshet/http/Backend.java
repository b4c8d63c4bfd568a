package freshet.http;

import freshet.event.Admission;
import freshet.event.InteractionLog;
import freshet.event.ItemLog;
import freshet.http.health.Readiness;
import freshet.http.person.Persons;
import freshet.http.position.Positions;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Scenarios;
import java.time.Clock;

/** What the server answers from and writes to. */
public record Backend(
    Recommendations recommendations,
    Catalogue catalogue,
    InteractionLog interactions,
    ItemLog items,
    Admission admission,
    Readiness readiness,
    Scenarios scenarios,
    Clock clock,
    Persons persons,
    Positions positions) {}
