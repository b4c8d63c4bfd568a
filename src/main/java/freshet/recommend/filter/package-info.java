/** A small language in which callers say which items they want and which they want more of. */
package freshet.recommend.filter;
