package freshet.event;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an interaction can be: its name, how much it says, whether it speaks for or against the
 * item, and whether it hides the item.
 *
 * @param name lower-case words joined by hyphens
 * @param weight strength of the feedback, 0 to 100; a view is 1
 * @param stance whether it speaks for the item, against it, or takes an earlier interaction back
 * @param hides whether the item is never shown to this user again, until undone
 * @param undoes the type it takes back; present exactly when the stance is {@link Stance#UNDO}
 */
public record InteractionType(
    String name, double weight, Stance stance, boolean hides, Optional<String> undoes) {

  /** Which way an interaction speaks. */
  public enum Stance {
    FOR,
    AGAINST,
    UNDO
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public InteractionType {
    if (name == null || !NAME.matcher(name).matches() || name.length() > 64) {
      throw new IllegalArgumentException(
          "interaction type \"%s\" has a bad name; use lower-case words joined by hyphens, at most 64 characters"
              .formatted(name));
    }
    if (!(weight >= 0 && weight <= 100)) {
      throw new IllegalArgumentException(
          "interaction type \"%s\" has weight %s; give 0 to 100".formatted(name, weight));
    }
    if ((stance == Stance.UNDO) != undoes.isPresent()) {
      throw new IllegalArgumentException(
          "interaction type \"%s\" must name what it undoes, and only then have stance undo"
              .formatted(name));
    }
  }

  /** A type that speaks for an item. */
  public static InteractionType speaksFor(String name, double weight) {
    return new InteractionType(name, weight, Stance.FOR, false, Optional.empty());
  }

  /** A type that speaks against an item and hides it. */
  public static InteractionType speaksAgainst(String name, double weight) {
    return new InteractionType(name, weight, Stance.AGAINST, true, Optional.empty());
  }

  /** A type that takes back what the user did with the same item, of another type, before it. */
  public static InteractionType undo(String undone) {
    return new InteractionType("undo-" + undone, 0, Stance.UNDO, false, Optional.of(undone));
  }

  /** The weight with its sign: positive for, negative against, 0 for an undo. */
  public double signedWeight() {
    return stance == Stance.AGAINST ? -weight : weight;
  }
}
