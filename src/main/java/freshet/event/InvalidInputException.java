package freshet.event;

/** Input that breaks a rule: which field, what is wrong with it, and what would be right. */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  /**
   * @param field name of the field, as the sender spells it
   * @param problem what is wrong and the cure, to be read after the field's name
   */
  public InvalidInputException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
