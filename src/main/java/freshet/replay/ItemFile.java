package freshet.replay;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file with one item per row. */
final class ItemFile implements RowParser<LoggedItem> {
  static final String NEEDED = "item and type";
  private static final Pattern BAR = Pattern.compile("\\|");

  private final DelimitedFile file;
  private final int item;
  private final int type;
  private final int title;
  private final int tags;
  private final int category;
  private final int author;
  private final int created;
  private final int available;

  ItemFile(DelimitedFile file, List<String> header) {
    this.file = file;
    item = Column.ITEM.in(header);
    type = Column.CONTENT_TYPE.in(header);
    title = Column.TITLE.in(header);
    tags = Column.TAGS.in(header);
    category = Column.CATEGORY.in(header);
    author = Column.AUTHOR.in(header);
    created = Column.CREATED.in(header);
    available = Column.AVAILABLE.in(header);
  }

  /** Whether a file with this header can be read as items. */
  static boolean fits(List<String> header) {
    return Column.ITEM.in(header) >= 0 && Column.CONTENT_TYPE.in(header) >= 0;
  }

  @Override
  public DelimitedFile file() {
    return file;
  }

  @Override
  public LoggedItem parse(Row row) {
    return new LoggedItem(
        new Item(
            new ItemId(row.id("item", item)),
            new ContentType(row.cell(type)),
            text(row.cell(title)),
            tags(row.cell(tags)),
            text(row.cell(category)),
            text(row.cell(author)),
            text(row.cell(created))
                .map(time -> Instant.ofEpochMilli(EventTime.parse("created", time))),
            available(row.cell(available))),
        row.origin());
  }

  private static Optional<String> text(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  private static List<String> tags(String cell) {
    return Arrays.stream(BAR.split(cell)).map(String::strip).filter(tag -> !tag.isEmpty()).toList();
  }

  private static boolean available(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "", "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new InvalidInputException("available", "is neither true nor false");
    };
  }
}
