package freshet.simulate;

import freshet.event.ContentType;
import java.time.Duration;

/** The content types of the generated catalogue, with how long they stay interesting. */
enum Kind {
  BLOG_POST("blog-post", Duration.ofDays(6), 0.45),
  COMMUNITY_POST("community-post", Duration.ofDays(2), 0.35),
  GAME("game", Duration.ofDays(40), 0.20);

  private final String type;
  private final Duration halfLife;
  private final double share;

  Kind(String type, Duration halfLife, double share) {
    this.type = type;
    this.halfLife = halfLife;
    this.share = share;
  }

  ContentType contentType() {
    return new ContentType(type);
  }

  /** The age at which readers find an item half as tempting. */
  Duration halfLife() {
    return halfLife;
  }

  /** How many of all items are of this kind, 0 to 1. */
  double share() {
    return share;
  }
}
