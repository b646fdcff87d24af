package dev.daybook.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 0 on. */
final class NotNegative implements ITypeConverter<Long> {

  @Override
  public Long convert(String given) {
    try {
      long number = Long.parseLong(given);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new TypeConversionException("give a whole number: given=" + given + ", least=0");
  }
}
