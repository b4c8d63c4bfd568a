/** How instances ask each other, over HTTP. */
package freshet.query.peer;
