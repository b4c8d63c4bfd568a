package freshet.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recorded log: files of interactions, read in time order, and of items.
 *
 * <p>A folder gives its {@code interactions.csv} (or {@code .tsv}, or either with {@code .gz}) or,
 * where it has none, every CSV or TSV file whose header has the columns of an interaction log; and
 * its {@code items.csv}. Files named one by one are told apart by their headers.
 *
 * <p>Columns are found by their names in the header, see {@link Column}; columns with other names
 * are ignored. Interactions need a user (or a session, which then is the user), an item and a
 * timestamp (or a pos); type is {@code view} unless given, and {@code value} is the dwell or play
 * time in seconds where it is a number from 0. Items need an item and a type. How times are
 * written: see {@link EventTime}.
 *
 * <p>An interaction without a timestamp gets a synthetic time, 2000-01-01T00:00Z plus one
 * millisecond for each position in its user's history: good for order, meaningless as a date.
 */
public final class RecordedLog {
  /**
   * What one pass over the interactions found.
   *
   * @param interactions rows that can be read as interactions
   * @param ordered whether they stand in time order
   * @param first the earliest event time, if there is any
   * @param last the latest event time, if there is any
   */
  public record Survey(
      long interactions, boolean ordered, Optional<Instant> first, Optional<Instant> last) {}

  private static final Pattern DELIMITED = Pattern.compile("(?i).*\\.(csv|tsv)(\\.gz)?");
  private static final Pattern INTERACTIONS =
      Pattern.compile("(?i)interactions\\.(csv|tsv)(\\.gz)?");
  private static final Pattern ITEMS = Pattern.compile("(?i)items\\.(csv|tsv)(\\.gz)?");

  private final List<InteractionFile> interactionFiles = new ArrayList<>();
  private final List<ItemFile> itemFiles = new ArrayList<>();
  private final Set<Path> added = new LinkedHashSet<>();
  private Survey survey;

  private RecordedLog() {}

  /**
   * Finds the files and looks at their headers.
   *
   * @param paths folders and files
   * @throws UnreadableLogException if there is nothing to read, or a header lacks what is needed
   */
  public static RecordedLog open(List<Path> paths) {
    RecordedLog log = new RecordedLog();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        log.addFolder(path);
      } else if (Files.isRegularFile(path)) {
        log.addFile(path);
      } else {
        throw new UnreadableLogException(
            "%s does not exist; name a folder with interactions.csv, or a CSV or TSV file"
                .formatted(path));
      }
    }
    return log;
  }

  /** The files, in the order they are read. */
  public List<Path> files() {
    return List.copyOf(added);
  }

  /**
   * Whether all interactions have event times; otherwise they have positions, and their times are
   * good for order only.
   */
  public boolean isTimed() {
    return interactionFiles.stream().allMatch(InteractionFile::isTimed);
  }

  /** Names the content of all files: the same for the same content, wherever it lies. */
  public String fingerprint() {
    return Fingerprint.of(
        Stream.concat(interactionFiles.stream(), itemFiles.stream())
            .map(file -> file.file().source().fingerprint())
            .toList());
  }

  /** Reads all interactions once, for their number and order; later calls remember. */
  public synchronized Survey survey() {
    if (survey == null) {
      long count = 0;
      boolean ordered = true;
      Instant first = null;
      Instant last = null;
      try (ParsedRows<LoggedInteraction> rows =
          new ParsedRows<>(interactionFiles, BadRows.IGNORED)) {
        while (rows.hasNext()) {
          Instant time = rows.next().time();
          count++;
          ordered &= last == null || !time.isBefore(last);
          first = first == null || time.isBefore(first) ? time : first;
          last = last == null || time.isAfter(last) ? time : last;
        }
      }
      survey = new Survey(count, ordered, Optional.ofNullable(first), Optional.ofNullable(last));
    }
    return survey;
  }

  /**
   * The interactions in time order; those with the same time in the order of the files. A log that
   * stands in time order is streamed; another is first loaded, at about 50 bytes per row.
   *
   * @param bad is told of the rows left out
   * @return to be closed; fails with {@link UnreadableLogException} where a file breaks off
   */
  public Stream<LoggedInteraction> interactions(BadRows bad) {
    return survey().ordered()
        ? ParsedRows.stream(interactionFiles, bad)
        : TimeSorted.read(interactionFiles, bad);
  }

  /**
   * The interactions in the order of the files, streamed however long the log is.
   *
   * @param bad is told of the rows left out
   * @return to be closed; fails with {@link UnreadableLogException} where a file breaks off
   */
  public Stream<LoggedInteraction> interactionsAsTheyStand(BadRows bad) {
    return ParsedRows.stream(interactionFiles, bad);
  }

  /**
   * The items, in the order of the files.
   *
   * @param bad is told of the rows left out
   * @return to be closed; fails with {@link UnreadableLogException} where a file breaks off
   */
  public Stream<LoggedItem> items(BadRows bad) {
    return ParsedRows.stream(itemFiles, bad);
  }

  private void addFolder(Path folder) {
    List<Path> files = delimitedFiles(folder);
    Optional<Path> interactions = only(INTERACTIONS, files);
    Optional<Path> items = only(ITEMS, files);
    if (interactions.isPresent()) {
      addInteractions(interactions.get());
    } else {
      files.stream()
          .filter(file -> !matches(ITEMS, file))
          .filter(file -> InteractionFile.fits(DelimitedFile.header(file)))
          .forEach(this::addInteractions);
    }
    items.ifPresent(this::addItems);
    if (interactionFiles.isEmpty() && itemFiles.isEmpty()) {
      throw new UnreadableLogException(
          "%s holds neither interactions.csv nor items.csv, nor another CSV or TSV file with the columns %s"
              .formatted(folder, InteractionFile.NEEDED));
    }
  }

  private void addFile(Path file) {
    List<String> header = DelimitedFile.header(file);
    if (!InteractionFile.fits(header) && ItemFile.fits(header) && !matches(INTERACTIONS, file)) {
      addItems(file);
    } else {
      addInteractions(file);
    }
  }

  private void addInteractions(Path path) {
    List<String> header = DelimitedFile.header(path);
    if (!InteractionFile.fits(header)) {
      throw missing(path, header, "interactions need " + InteractionFile.NEEDED);
    }
    if (added.add(path)) {
      interactionFiles.add(new InteractionFile(new DelimitedFile(path), header));
    }
  }

  private void addItems(Path path) {
    List<String> header = DelimitedFile.header(path);
    if (!ItemFile.fits(header)) {
      throw missing(path, header, "items need " + ItemFile.NEEDED);
    }
    if (added.add(path)) {
      itemFiles.add(new ItemFile(new DelimitedFile(path), header));
    }
  }

  private static UnreadableLogException missing(Path path, List<String> header, String needed) {
    return new UnreadableLogException(
        header.isEmpty()
            ? "%s is empty; its first line must name the columns, and %s".formatted(path, needed)
            : "%s has the columns %s, but %s; rename them in its first line"
                .formatted(path, String.join(", ", header), needed));
  }

  private static List<Path> delimitedFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> matches(DELIMITED, file)).sorted().toList();
    } catch (IOException e) {
      throw new UnreadableLogException(
          "%s cannot be listed (%s); check that it may be read".formatted(folder, e.getMessage()),
          e);
    }
  }

  private static Optional<Path> only(Pattern name, List<Path> files) {
    List<Path> found = files.stream().filter(file -> matches(name, file)).toList();
    if (found.size() > 1) {
      throw new UnreadableLogException(
          "%s and %s may hold the same; name the one to import"
              .formatted(found.get(0), found.get(1).getFileName()));
    }
    return found.stream().findFirst();
  }

  private static boolean matches(Pattern name, Path file) {
    return name.matcher(file.getFileName().toString()).matches();
  }
}
