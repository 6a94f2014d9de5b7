package dev.jaula.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceChangeTest {
  private static JsonValue.Obj parse(String text) {
    return (JsonValue.Obj) JsonParser.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{} | {'memory':{'limit':5}} | {'memory':{'limit':5}}",
        "{'memory':{'limit':5}} | {'memory':{'limit':0,'swap':9}} | {'memory':{'limit':5,'swap':9}}",
        "{'memory':{'limit':5,'swap':9}} | {'memory':{'limit':-1}}"
            + " | {'memory':{'limit':-1,'swap':-1}}",
        "{'memory':{'limit':5}} | {'memory':{'limit':-1,'swap':7}}"
            + " | {'memory':{'limit':-1,'swap':7}}",
        "{'cpu':{'quota':5}} | {'cpu':{'period':9,'cpus':'','shares':0}}"
            + " | {'cpu':{'quota':5,'period':9}}",
        "{'cpu':{'idle':1,'burst':4}} | {'cpu':{'idle':0,'burst':0}}"
            + " | {'cpu':{'idle':0,'burst':0}}",
        "{'devices':[1]} | {'devices':[2],'pids':null} | {'devices':[1]}",
        "{'unified':{'a':'1'}} | {'unified':{'b':'2'}} | {'unified':{'a':'1','b':'2'}}",
        "{'pids':{'limit':5}} | {'pids':{'limit':0}} | {'pids':{'limit':0}}",
        "{'pids':{'limit':5}} | {'pids':{'limit':null}} | {'pids':{'limit':5}}",
      })
  void laysOneOverTheOther(String before, String update, String after) {
    JsonValue.Obj resources = parse(before);
    ResourceChange.apply(resources, parse(update));
    assertThat(JsonWriter.write(resources)).isEqualTo(after.replace('\'', '"'));
  }
}
