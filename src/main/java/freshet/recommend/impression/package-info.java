/** What users were shown and what they did with it, as it is noted, counted and read. */
package freshet.recommend.impression;
