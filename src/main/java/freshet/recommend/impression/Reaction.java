package freshet.recommend.impression;

import freshet.event.InteractionType;
import java.util.Locale;
import java.util.Optional;

/** What a user does with an item of a slate, as far as it is counted. */
public enum Reaction {
  CLICK("view"),
  LIKE("like"),
  PLAY("play");

  private final String type;

  Reaction(String type) {
    this.type = type;
  }

  /** What an interaction of a type is; nothing that is counted for most types. */
  public static Optional<Reaction> of(InteractionType type) {
    for (Reaction reaction : values()) {
      if (reaction.type.equals(type.name())) {
        return Optional.of(reaction);
      }
    }
    return Optional.empty();
  }

  /** Name in answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
