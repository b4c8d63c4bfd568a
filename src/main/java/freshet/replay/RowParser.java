package freshet.replay;

/** A file whose rows mean something. */
interface RowParser<T> {
  DelimitedFile file();

  /**
   * What a row means.
   *
   * @throws freshet.event.InvalidInputException if it means nothing; the row is then refused
   */
  T parse(Row row);
}
