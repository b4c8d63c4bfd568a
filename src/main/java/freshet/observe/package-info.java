/** What is measured while Freshet runs: layers, slates, and how soon an event is seen. */
package freshet.observe;
