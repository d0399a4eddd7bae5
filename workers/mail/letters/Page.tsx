/** How every letter looks. */
import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Column } from "@react-email/column";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Html } from "@react-email/html";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { Row } from "@react-email/row";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import type { Content, Fact, Passage, Price } from "./content.ts";
import { css, style } from "./style.ts";

export function Page({ language, subject, heading, greeting, lines, facts, action, passages, price, after, foot }: Content) {
  return (
    <Html lang={language}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </Head>
      <Body className="ground" style={style.ground}>
        <Preview>{lines.join(" ")}</Preview>
        <Container style={style.container}>
          <Text className="ink" style={style.brand}><span style={style.lamp} />Vacancy</Text>
          <Section className="card" style={style.card}>
            <Heading as="h1" className="ink" style={style.heading}>{heading}</Heading>
            <Text className="ink" style={style.text}>{greeting}</Text>
            {lines.map((line) => <Text key={line} className="ink" style={style.text}>{line}</Text>)}
            {facts.length > 0 && <Facts facts={facts} />}
            {action && <Section style={style.action}><Button href={action.url} className="button" style={style.button}>{action.label}</Button></Section>}
            {passages.map((passage) => <Said key={passage.title} {...passage} />)}
            {price && <Prices {...price} />}
            {after.map((line) => <Text key={line} className="soft" style={style.after}>{line}</Text>)}
          </Section>
          <Section style={style.feet}>
            <Text className="soft" style={style.foot}>{foot.why}</Text>
            {foot.unsubscribe && <Text className="soft" style={style.foot}><Link href={foot.unsubscribe.url} className="link" style={style.link}>{foot.unsubscribe.label}</Link></Text>}
            <Text className="soft" style={style.foot}><Link href={foot.home.url} className="link" style={style.link}>{foot.home.label}</Link></Text>
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <Section className="line" style={style.facts}>
      {facts.map(({ label, value, more }) => (
        <Row key={label} className="line" style={style.fact}>
          <Column className="soft" style={style.label}>{label}</Column>
          <Column className="ink" style={style.value}>
            {value}
            {more && <Text className="soft" style={style.more}>{more}</Text>}
          </Column>
        </Row>
      ))}
    </Section>
  );
}

function Said({ title, lines }: Passage) {
  return (
    <>
      <Heading as="h2" className="ink" style={style.title}>{title}</Heading>
      {lines.map((line) => <Text key={line} className="ink" style={style.passage}>{line}</Text>)}
    </>
  );
}

function Prices({ title, lines }: { title: string; lines: Price[] }) {
  return (
    <>
      <Heading as="h2" className="ink" style={style.title}>{title}</Heading>
      <Section>
        {lines.map(({ label, amount, isSum }, at) => (
          <Row key={`${at} ${label}`} className="line" style={isSum && style.sum}>
            <Column className="ink" style={isSum ? { ...style.priceLabel, fontWeight: 700 } : style.priceLabel}>{label}</Column>
            <Column className="ink" style={isSum ? { ...style.amount, fontWeight: 700 } : style.amount}>{amount}</Column>
          </Row>
        ))}
      </Section>
    </>
  );
}
