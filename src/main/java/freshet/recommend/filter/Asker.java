package freshet.recommend.filter;

import freshet.event.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who asks, and when: what a filter may say besides what is known of an item.
 *
 * @param user for whom; empty for somebody nobody knows, whom nothing equals
 * @param now what ages are counted from
 */
public record Asker(Optional<UserId> user, Instant now) {}
