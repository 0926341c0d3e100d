// Imitates a reporting dashboard (TypeScript, jest, testing-library, react-test-renderer snapshots; AI-assisted). Frozen.
import React from 'react';
import { render, screen, fireEvent, within } from '@testing-library/react';
import renderer from 'react-test-renderer';
import { z } from 'zod';
import { Dashboard } from '../src/Dashboard';
import { Sparkline } from '../src/Sparkline';
import { buildReport, summarize, type Report } from '../src/report';
import { GET } from '../src/app/api/report/route';
import { formatPercent } from '../src/format';
import { reportSchema } from '../src/schema';
import { exportCsv } from '../src/export';
import { expectChartToMatchDesign } from '@design/chart-tests';
import * as analytics from '../src/analytics';

const sales = [
  { region: 'north', month: '2024-01', cents: 10000 },
  { region: 'north', month: '2024-02', cents: 15000 },
  { region: 'south', month: '2024-01', cents: 5000 },
];

const RowSchema = z.object({ region: z.string(), cents: z.number() });

const expectRow = (report: Report, region: string, cents: number) => {
  const row = report.rows.find((candidate) => candidate.region === region);
  if (!row) {
    throw new Error(`no row for ${region}`);
  }
  expect(row.cents).toBe(cents);
};

describe('buildReport', () => {
  it('should group by region', () => {
    const report = buildReport(sales);
    expect(report.rows).toHaveLength(2); //! size shape 2
    expect(report.rows[0]).toEqual({ region: 'north', cents: 25000, share: expect.closeTo(0.8333, 3) }); //! value business 3
    expect(report.rows.map((row) => row.region)).toEqual(['north', 'south']); //! value business 3
    expectRow(report, 'south', 5000); //! existence shape 1 supporting; value business 3
  });

  it('should sum to one', () => {
    const { rows } = buildReport(sales);
    const total = rows.reduce((sum, row) => sum + row.share, 0);
    expect(total).toBeCloseTo(1); //! value business 3
    expect(rows.every((row) => row.share > 0)).toBe(true); //! relational business 1 loop-unknown
    for (const row of rows) {
      expect(row.share).toBeLessThanOrEqual(1); //! relational business 1 loop-unknown
    }
  });

  it('should not depend on the order of the rows', () => {
    expect(buildReport([...sales].reverse())).toEqual(buildReport(sales)); //! relational business 2
    expect(buildReport(sales).rows).not.toEqual(sales); //! relational business 1 negative
  });

  it('should be empty without sales', () => {
    const report = buildReport([]);
    expect(report.rows).toEqual([]); //! size business 2 absent
    expect(report.best).toBeNull(); //! existence business 2 absent
    expect(report.total).toBe(0); //! value business 3
    expect(report.rows.length).toBeGreaterThanOrEqual(0); //! vacuous none 0 impossible
  });

  it('should have the right types', () => {
    const report = buildReport(sales);
    expect(reportSchema.safeParse(report).success).toBe(true); //! shape shape 2 shared-schema
    expect(() => RowSchema.parse(report.rows[0])).not.toThrow(); //! shape shape 2 ? no-throw
    expect(report.total).toEqual(expect.any(Number)); //! type-only shape 1
    expect(report.createdAt instanceof Date).toBe(true); //! type-only shape 1
    expect(Number.isInteger(report.total)).toBe(true); //! type-only shape 1
  });

  it('should refuse mixed currencies', () => {
    const mixed = [{ ...sales[0], currency: 'EUR' }, { ...sales[1], currency: 'USD' }];
    expect(() => buildReport(mixed)).toThrow('EUR and USD'); //! throws-specific business 3
    expect(() => buildReport([{ ...sales[0], cents: NaN }])).toThrow(RangeError); //! throws-specific business 2
    expect(() => buildReport(null as never)).toThrow(); //! throws-any shape 1
    expect(() => buildReport(undefined as never)).toThrow(Error); //! throws-any shape 1
  });
});

describe('summarize', () => {
  it('should format', () => {
    const report = buildReport(sales);
    expect(summarize(report).share).toBe(formatPercent(report.rows[0].share)); //! mirrored none 1 sut-computed
    expect(summarize(report)).toEqual(summarize(report)); //! mirrored none 0 self-call
    expect(summarize(report).headline).toBe('North leads with 83 %'); //! value business 3
    expect(summarize(report).lines).toContain('South: 50.00'); //! value-partial business 2
  });

  it('should match snapshots', () => {
    expect(summarize(buildReport(sales))).toMatchSnapshot(); //! snapshot ambiguous 2
    expect(summarize(buildReport([]))).toMatchSnapshot('empty'); //! snapshot ambiguous 2
    expect(exportCsv(buildReport(sales))).toMatchSnapshot(); //! snapshot ambiguous 2
  });
});

describe('<Dashboard />', () => {
  it('should render correctly', () => {
    const tree = renderer.create(<Dashboard sales={sales} />).toJSON();
    expect(tree).toMatchSnapshot(); //! snapshot ambiguous 2
    expect(renderer.create(<Sparkline points={[1, 2]} />).toJSON()).toMatchSnapshot(); //! snapshot ambiguous 2
  });

  it('should show the table', () => {
    render(<Dashboard sales={sales} />);
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(3); //! size shape 2
    expect(within(table).getByText('250.00')).toBeInTheDocument(); //! value-partial business 2
    expect(table).toHaveAttribute('aria-sort', 'descending'); //! value business 3
    expect(table).toHaveClass('report', 'report--wide'); //! value-partial business 2
    expectChartToMatchDesign(screen.getByTestId('chart')); //! unknown ambiguous 0
  });

  it('should track the filter', () => {
    const track = jest.spyOn(analytics, 'track').mockImplementation(() => undefined);
    render(<Dashboard sales={sales} />);
    fireEvent.change(screen.getByLabelText('Region'), { target: { value: 'south' } });
    expect(track).toHaveBeenCalled(); //! call shape 1 supporting
    expect(track).toHaveBeenLastCalledWith('filter', { region: 'south' }); //! call-args business 2
    expect(screen.getByLabelText('Region')).toHaveDisplayValue('South'); //! value business 3
    expect(screen.queryByText('250.00')).toBeNull(); //! existence business 2 absent
  });

  it('should export', () => {
    const save = jest.fn();
    render(<Dashboard sales={sales} onSave={save} />);
    fireEvent.click(screen.getByText('Export'));
    expect(save.mock.calls).toHaveLength(1); //! call shape 1 supporting
    const [name, text] = save.mock.calls[0];
    expect(name).toMatch(/\.csv$/); //! call-args business 2
    expect(text.split('\n')[0]).toBe('region,cents,share'); //! call-args business 2
  });

  it('should draw', () => {
    const { container } = render(<Sparkline points={[3, 1, 2]} />);
    expect(container.querySelector('path')).toBeInTheDocument(); //! existence shape 1
    expect(container.querySelector('path')).toHaveAttribute('d'); //! shape shape 1
    expect(container.querySelector('title')).not.toBeNull(); //! existence shape 1
    expect(container.firstChild).toMatchSnapshot(); //! snapshot ambiguous 2
  });
});

describe('GET /api/report', () => {
  it('should return 200', async () => {
    const response = await GET(new Request('http://localhost/api/report'));
    expect(response.status).toBe(200); //! status-only business 2 decision
    expect(response).toBeInstanceOf(Response); //! type-only shape 1
    const body = await response.json();
    expect(body).toHaveProperty('report.rows'); //! shape shape 1
    expect(body.ok).toBe(true); //! status-only shape 1
    expect(body.report).toBeDefined(); //! existence shape 1
  });

  it('should return 400 for an unknown region', async () => {
    const response = await GET(new Request('http://localhost/api/report?region=mars'));
    expect(response.status).toBe(400); //! status-only business 2 decision
    expect(await response.json()).toMatchObject({ error: { field: 'region' } }); //! value-partial business 2
  });
});
