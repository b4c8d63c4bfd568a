package freshet.http.watch;

/**
 * Is told of each request. All names are of a bounded number: what a caller makes up does not
 * become one.
 */
public interface RequestListener {
  /**
   * A request was answered.
   *
   * @param method GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH or other
   * @param endpoint template of the path, such as /v1/items/{item}, or none
   * @param status 100 to 599
   * @param nanos from the first look at the request to its answer's being made
   */
  void answered(String method, String endpoint, int status, long nanos);

  /**
   * Elements of a body were judged.
   *
   * @param endpoint template of the path
   * @param accepted how many the log has for good
   * @param rejected how many are bad
   * @param unconfirmed how many the log did not confirm in time
   */
  void judged(String endpoint, int accepted, int rejected, int unconfirmed);
}
