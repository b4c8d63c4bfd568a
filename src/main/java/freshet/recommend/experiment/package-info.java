/** Groups of users who are answered differently, and what comes of it. */
package freshet.recommend.experiment;
