import { render, screen, within, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Checkout } from './Checkout';

describe('Checkout', () => {
  it('renders', () => {
    render(<Checkout total={900} />);
    expect(screen.getByRole('heading')).toBeInTheDocument(); //! existence shape 1
    expect(screen.getByText('€ 9.00')).toBeInTheDocument(); //! value-partial business 2
    expect(screen.queryByText('Error')).not.toBeInTheDocument(); //! existence business 2
    expect(screen.queryByText('Error')).toBeNull(); //! existence business 2
    expect(screen.getByRole('button')).toBeDisabled(); //! value business 3
    expect(screen.getByLabelText('Amount')).toHaveValue(9); //! value business 3
    expect(screen.getByTestId('sum')).toHaveTextContent('9.00'); //! value-partial business 2
    expect(screen.getByTestId('sum')).toHaveAttribute('data-cents'); //! shape shape 1
    expect(screen.getByTestId('sum')).toHaveAttribute('data-cents', '900'); //! value business 3
    expect(screen.getAllByRole('listitem')).toHaveLength(3); //! size shape 2
  });

  it('has implicit assertions', async () => {
    render(<Checkout total={900} />);
    screen.getByRole('button'); //! existence shape 1 implicit
    screen.getByText('Pay now'); //! value-partial business 2 implicit
    await screen.findByText('Saved'); //! value-partial business 2 implicit
  });

  it('waits', async () => {
    const onPay = vi.fn();
    render(<Checkout total={900} onPay={onPay} />);
    await userEvent.click(screen.getByRole('button', { name: 'Pay' }));
    await waitFor(() => expect(onPay).toHaveBeenCalledWith(900)); //! call-args business 2
    expect(await screen.findByText('Saved')).toBeInTheDocument(); //! value-partial business 2
  });

  it('keeps a snapshot', () => {
    const { container } = render(<Checkout total={1} />);
    expect(container).toMatchSnapshot(); //! snapshot ambiguous 2
    expect(container.firstChild).toBeTruthy(); //! existence shape 1
  });
});
