package freshet.event;

/**
 * The rule every name from outside obeys: 1 to 256 characters, none of them a control character or
 * half of a surrogate pair.
 */
final class Text {
  static final int MAX_LENGTH = 256;

  private Text() {}

  static void require(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new InvalidInputException(field, "is missing; give 1 to 256 characters");
    }
    if (value.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          field, "has " + value.length() + " characters; give at most 256");
    }
    // Most names are, and state is read back name by name.
    if (isPrintableAscii(value)) {
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new InvalidInputException(
            field, "holds a control character at position " + i + "; remove it");
      }
    }
    requireWellFormed(field, value);
  }

  private static boolean isPrintableAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }

  /** Refuses half surrogate pairs: UTF-8 cannot say them, so two names could become one. */
  static void requireWellFormed(String field, String value) {
    int next;
    for (int i = 0; i < value.length(); i = next) {
      int character = value.codePointAt(i);
      next = i + Character.charCount(character);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw new InvalidInputException(
            field, "holds half a surrogate pair at position " + i + "; send whole characters");
      }
    }
  }
}
