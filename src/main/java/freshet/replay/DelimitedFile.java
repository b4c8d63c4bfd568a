package freshet.replay;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of rows with a header: comma, tab or semicolon between the values (whichever the header
 * has most of), values in double quotes where they hold one, UTF-8, gzipped if its name ends in
 * .gz.
 */
final class DelimitedFile {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final ObjectReader CELLS =
      CsvMapper.builder()
          .enable(
              CsvParser.Feature.WRAP_AS_ARRAY,
              CsvParser.Feature.SKIP_EMPTY_LINES,
              CsvParser.Feature.TRIM_SPACES)
          .build()
          .readerFor(String[].class);

  private final Path path;
  private final Origin.Source source;

  DelimitedFile(Path path) {
    this.path = path;
    source = new Origin.Source(String.valueOf(path.getFileName()), Fingerprint.of(path));
  }

  Origin.Source source() {
    return source;
  }

  /** The names of a file's columns, as they are written; none where it is empty. */
  static List<String> header(Path path) {
    try (Rows rows = new Rows(path, new Origin.Source("", ""), BadRows.IGNORED)) {
      return rows.header;
    }
  }

  /** The rows after the header, read as they are asked for; rows that are no rows go to bad. */
  Rows rows(BadRows bad) {
    return new Rows(path, source, bad);
  }

  /** The rows of one reading; to be closed. */
  static final class Rows implements Iterator<Row>, AutoCloseable {
    private final Path path;
    private final Origin.Source source;
    private final BadRows bad;
    private final MappingIterator<String[]> cells;
    private final List<String> header;
    private long number;
    private long line = 1;
    private Row next;

    private Rows(Path path, Origin.Source source, BadRows bad) {
      this.path = path;
      this.source = source;
      this.bad = bad;
      try {
        BufferedReader reader = open(path);
        try {
          cells = CELLS.with(schema(reader)).readValues(reader);
          header = cells.hasNext() ? List.of(cells.next()) : List.of();
        } catch (IOException | RuntimeException e) {
          reader.close();
          throw e;
        }
      } catch (IOException e) {
        throw broken(e);
      }
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        try {
          if (!cells.hasNextValue()) {
            return false;
          }
          number++;
          String[] values = cells.nextValue();
          // The parser stands on the end of the row now.
          line = cells.getParser().currentTokenLocation().getLineNr();
          next = new Row(values, origin());
        } catch (JacksonException e) {
          if (e.getLocation() != null) {
            line = e.getLocation().getLineNr();
          }
          bad.refused("the row is no valid CSV; check its quotes", origin());
        } catch (IOException e) {
          throw broken(e);
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }

    @Override
    public void close() {
      try {
        cells.close();
      } catch (IOException e) {
        throw broken(e);
      }
    }

    private Origin origin() {
      return new Origin(source, number, line);
    }

    private UnreadableLogException broken(IOException e) {
      boolean cut = e instanceof EOFException || e instanceof ZipException;
      return new UnreadableLogException(
          cut
              ? "%s is damaged or cut off after line %d; fetch it again".formatted(path, line)
              : "%s cannot be read (%s); check that it exists and may be read"
                  .formatted(path, e.getMessage()),
          e);
    }
  }

  private static BufferedReader open(Path path) throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static CsvSchema schema(BufferedReader reader) throws IOException {
    reader.mark(BUFFER);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    reader.mark(BUFFER);
    char[] start = new char[BUFFER / 2];
    int length = Math.max(0, reader.read(start));
    reader.reset();
    String first = new String(start, 0, length).lines().findFirst().orElse("");
    char separator = ',';
    for (char candidate : new char[] {'\t', ';'}) {
      if (occurrences(first, candidate) > occurrences(first, separator)) {
        separator = candidate;
      }
    }
    return CsvSchema.emptySchema().withColumnSeparator(separator);
  }

  private static long occurrences(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
