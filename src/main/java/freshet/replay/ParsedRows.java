package freshet.replay;

import freshet.event.InvalidInputException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The meanings of the rows of several files, one file after the other; bad rows are left out. */
final class ParsedRows<T> implements Iterator<T>, AutoCloseable {
  private final Iterator<? extends RowParser<T>> files;
  private final BadRows bad;
  private RowParser<T> file;
  private DelimitedFile.Rows rows;
  private T next;

  ParsedRows(List<? extends RowParser<T>> files, BadRows bad) {
    this.files = files.iterator();
    this.bad = bad;
  }

  /** The same as a stream, which is to be closed. */
  static <T> Stream<T> stream(List<? extends RowParser<T>> files, BadRows bad) {
    ParsedRows<T> rows = new ParsedRows<>(files, bad);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, traits), false)
        .onClose(rows::close);
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (rows != null && rows.hasNext()) {
        Row row = rows.next();
        try {
          next = file.parse(row);
        } catch (InvalidInputException e) {
          bad.refused(e.getMessage(), row.origin());
        }
      } else if (files.hasNext()) {
        close();
        file = files.next();
        rows = file.file().rows(bad);
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T parsed = next;
    next = null;
    return parsed;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
