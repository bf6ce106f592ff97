package com.example.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class OrdersService {
  public static void main(String[] arguments) {
    SpringApplication.run(OrdersService.class, arguments);
  }
}
