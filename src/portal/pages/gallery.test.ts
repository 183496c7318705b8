import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locales } from '#kernel/texts';
import { galleryNames, renderGalleryPage } from './gallery.ts';
import { stylesheet } from './look/stylesheet.ts';

const pages = galleryNames.flatMap((name) =>
  locales.map((locale) => ({
    name,
    locale,
    html: renderGalleryPage(name, { locale, address: `/${locale}/x` }),
  })),
);

describe('Every page of the portal', () => {
  for (const { name, locale, html } of pages) {
    test(`${name} in ${locale} works under a strict content-security policy`, () => {
      assert.doesNotMatch(html, /<script/, 'no scripts');
      assert.doesNotMatch(html, /<[^>]*\sstyle="/, 'no inline style');
      assert.doesNotMatch(html, /<[^>]*\son[a-z]+=/, 'no inline handlers');
    });

    test(`${name} in ${locale} is whole`, () => {
      assert.match(html, /^<!doctype html>\n<html lang="(zh-CN|en-GB)">/);
      assert.equal(html.match(/<h1/g)?.length, 1, 'one heading of the first level');
      assert.doesNotMatch(html, /\{\w+\}/, 'no place of a text was left open');
      assert.doesNotMatch(html, /undefined|\[object|NaN/);
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      assert.deepEqual(ids, [...new Set(ids)], 'no id twice');
      for (const [, id] of html.matchAll(/(?:for|aria-describedby|href)="#?(field-[\w-]+)/g)) {
        assert.ok(ids.includes(id), `the page has ${id}`);
      }
    });

    test(`${name} in ${locale} sends every form with the form token, and no token by an address`, () => {
      for (const [form] of html.matchAll(/<form[^>]*>.*?<\/form>/gs)) {
        const isPost = /<form[^>]*method="post"/.test(form);
        assert.equal(form.includes('name="formToken"'), isPost, form.slice(0, 120));
      }
    });
  }

  test('escapes what people typed', () => {
    const html = renderGalleryPage('search-none');
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(renderGalleryPage('sign-in-failed').includes('value="&quot;&gt;&lt;img src=x&gt;"'));
  });

  test('switches the language and keeps the page', () => {
    const html = renderGalleryPage('notices', { address: '/zh/notices?page=2' });
    assert.ok(html.includes('href="/en/notices?page=2" lang="en-GB"'));
  });

  test('is light: the guide weighs less than 40 kB with its style, the style less than 25 kB', () => {
    const styleBytes = Buffer.byteLength(stylesheet.content);
    assert.ok(styleBytes < 25_000, `${styleBytes} bytes of style`);
    for (const locale of locales) {
      const bytes = Buffer.byteLength(renderGalleryPage('guide', { locale })) + styleBytes;
      assert.ok(bytes < 40_000, `${bytes} bytes`);
    }
  });
});
