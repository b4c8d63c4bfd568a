package freshet.registry;

/**
 * A schema as a registry keeps it, under one subject.
 *
 * @param subject what it is registered under, such as {@code interactions-value}
 * @param version its place among the subject's schemas, from 1
 * @param id what names it in the wire format, the same under every subject; from 1
 * @param schema its text, JSON
 */
public record RegisteredSchema(String subject, int version, int id, String schema) {}
