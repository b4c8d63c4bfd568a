/** What comes of what users are shown: rates, and differences between groups of users. */
package freshet.http.experiment;
