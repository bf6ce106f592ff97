/**
 * Settings, health check and Redis client of a Spring Boot service from one set of variables. Only beans are API; no
 * type of this package is public.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.spring;
