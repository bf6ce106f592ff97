/** Programs of other people that stand beside the service in production: load balancer, scraper, clients. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.neighbours;
