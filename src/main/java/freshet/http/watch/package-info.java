/** What is told of each request once it is answered. */
package freshet.http.watch;
