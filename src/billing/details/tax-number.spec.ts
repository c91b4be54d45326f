import { taxNumberOf } from './tax-number.js';

describe('a tax number', () => {
  it.each([
    ['IT', ' 123 456 789 01 ', 'eu_vat', 'IT12345678901'],
    ['IT', 'it12345678901', 'eu_vat', 'IT12345678901'],
    ['IT', 'rssmra85t10a562s', 'it_cf', 'RSSMRA85T10A562S'],
    ['IT', 'DE123456789', 'eu_vat', 'DE123456789'],
    ['GR', '123456789', 'eu_vat', 'EL123456789'],
    ['NL', 'NL 1234.567.89.B01', 'eu_vat', 'NL123456789B01'],
    ['GB', '123 4567 89', 'gb_vat', 'GB123456789'],
    ['GB', 'GB123456789', 'gb_vat', 'GB123456789'],
    ['GB', 'XI123456789', 'eu_vat', 'XI123456789'],
    ['CH', ' che-123.456.788 mwst', 'ch_vat', 'CHE-123.456.788 MWST'],
    ['US', '12-3456789', 'us_ein', '12-3456789'],
  ])('of %s, typed as %j, is %s %s', (country, typed, type, value) => {
    expect(taxNumberOf(country, typed)).toEqual({ type, value });
  });

  it('is not known by name everywhere', () => {
    expect(taxNumberOf('AQ', '1')).toBeNull();
  });
});
