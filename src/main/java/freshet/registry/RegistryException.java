package freshet.registry;

/** What the embedded registry refuses, with the code that Confluent's REST API gives for it. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  RegistryException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Confluent's error code: an HTTP status, or one followed by two more digits. */
  public int code() {
    return code;
  }

  static RegistryException subjectNotFound(String subject) {
    return new RegistryException(40401, "Subject '" + subject + "' not found.");
  }

  static RegistryException versionNotFound(int version) {
    return new RegistryException(40402, "Version " + version + " not found.");
  }

  static RegistryException schemaNotFound() {
    return new RegistryException(40403, "Schema not found");
  }

  static RegistryException schemaNotFound(int id) {
    return new RegistryException(40403, "Schema " + id + " not found");
  }

  static RegistryException subjectDeletedBefore(String subject) {
    return new RegistryException(
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static RegistryException subjectNotDeletedFirst(String subject) {
    return new RegistryException(
        40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryException versionDeletedBefore(String subject, int version) {
    return new RegistryException(
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static RegistryException versionNotDeletedFirst(String subject, int version) {
    return new RegistryException(
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static RegistryException noLevel(String subject) {
    return new RegistryException(
        40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryException invalidSchema(String problem) {
    return new RegistryException(42201, "Invalid schema: " + problem);
  }

  static RegistryException invalidVersion(String version) {
    return new RegistryException(
        42202,
        "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
            .formatted(version));
  }

  static RegistryException invalidLevel(String level) {
    return new RegistryException(
        42203,
        "Invalid compatibility level '%s'. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive"
            .formatted(level));
  }

  static RegistryException invalidSubject(String problem) {
    return new RegistryException(42208, "The specified subject " + problem);
  }

  static RegistryException incompatible(String problem) {
    return new RegistryException(
        409, "Schema being registered is incompatible with an earlier schema: " + problem);
  }
}
