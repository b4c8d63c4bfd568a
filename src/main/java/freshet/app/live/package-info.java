/** What is pushed to whoever watches: where it comes from, and how it is joined. */
package freshet.app.live;
