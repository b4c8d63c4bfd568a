/** What other instances ask this one. */
package freshet.http.peer;
